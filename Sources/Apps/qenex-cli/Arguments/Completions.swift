/// Scripts that complete commands in a shell, made from the table of commands.
struct Completions {
    let commands: [Command]
    let globals: [CommandOption]

    func script(for shell: String) -> String {
        switch shell {
        case "bash": bash
        case "zsh": "#compdef qenex-cli\nautoload -U +X bashcompinit && bashcompinit\n" + bash
        default: fish
        }
    }

    /// Words that may follow, by the words before.
    private var continuations: [(before: String, next: [String])] {
        var table: [(before: String, next: [String])] = [("", unique(commands.map { $0.words[0] }))]
        for noun in table[0].next {
            let verbs = commands.filter { $0.words[0] == noun }.compactMap {
                $0.words.dropFirst().first
            }
            if !verbs.isEmpty { table.append((noun, unique(verbs))) }
        }
        for command in commands {
            guard let first = command.arguments.first, !first.choices.isEmpty else { continue }
            table.append((command.name, first.choices))
        }
        return table
    }

    private func unique(_ words: [String]) -> [String] {
        words.enumerated().filter { !words[..<$0.offset].contains($0.element) }.map(\.element)
    }

    private func names(_ options: [CommandOption]) -> String {
        options.map(\.name).joined(separator: " ")
    }

    private var bash: String {
        let words = continuations.map { line in
            "    '\(line.before)') next='\(line.next.joined(separator: " "))' ;;"
        }
        let options = commands.map { command in
            "    '\(command.name)'*) options='\(names(command.options))' ;;"
        }
        return """
            _qenex_cli() {
              local word="${COMP_WORDS[COMP_CWORD]}" before next='' options=''
              before="${COMP_WORDS[*]:1:COMP_CWORD-1}"
              case "$before" in
            \(words.joined(separator: "\n"))
              esac
              case "$before" in
            \(options.joined(separator: "\n"))
              esac
              if [[ "$word" == -* ]]; then
                COMPREPLY=($(compgen -W "$options \(names(globals))" -- "$word"))
              elif [[ -n "$next" ]]; then
                COMPREPLY=($(compgen -W "$next" -- "$word"))
              else
                COMPREPLY=($(compgen -f -- "$word"))
              fi
            }
            complete -o filenames -F _qenex_cli qenex-cli

            """
    }

    private var fish: String {
        var lines: [String] = []
        for line in continuations {
            let count = line.before.split(separator: " ").count + 1
            let condition = "test (count (commandline -opc)) -eq \(count)"
            let before =
                line.before.isEmpty
                ? ""
                : "; and string match -q -- '* \(line.before)' (commandline -opc | string join ' ')"
            lines.append(
                "complete -c qenex-cli -f -n \"\(condition)\(before)\" "
                    + "-a '\(line.next.joined(separator: " "))'")
        }
        for option in globals {
            lines.append(fish(option, condition: nil))
        }
        for command in commands {
            let condition =
                "string match -q -- '* \(command.name)*' (commandline -opc | string join ' ')"
            lines += command.options.map { fish($0, condition: condition) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func fish(_ option: CommandOption, condition: String?) -> String {
        "complete -c qenex-cli " + (condition.map { "-n \"\($0)\" " } ?? "")
            + "-l \(option.name.dropFirst(2)) " + (option.value == nil ? "" : "-r ")
            + (option.choices.isEmpty ? "" : "-a '\(option.choices.joined(separator: " "))' ")
            + "-d '\(Self.quoted(option.summary))'"
    }

    /// A text between fish's single quotes.
    private static func quoted(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
    }
}
