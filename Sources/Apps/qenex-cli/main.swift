import Platform

/// Does what the command line asks for and says how it went.
func run(_ words: [String]) throws(Failure) {
    let (commands, globals) = (CommandTable.commands, CommandTable.globals)
    switch try CommandLineParser(commands: commands, globals: globals).parse(words) {
    case .run(let invocation): try invocation.command.run(invocation)
    case .help(let words):
        StandardStream.output.write(Usage(commands: commands, globals: globals).text(for: words))
    case .version: StandardStream.output.line("qenex-cli \(CommandTable.version)")
    }
}

Signals.ignoreBrokenPipes()
do throws(Failure) {
    try run(RunningProcess.arguments)
} catch {
    StandardStream.error.line("qenex-cli: \(error.message)")
    RunningProcess.exit(error.code.rawValue)
}
