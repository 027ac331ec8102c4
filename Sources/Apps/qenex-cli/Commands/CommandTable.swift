import Platform

/// Every command, as data: it feeds parsing, usage texts and completions alike.
enum CommandTable {
    static let version = "0.1.0"

    static let globals = [
        CommandOption(
            "--server", "URL", "the node; $QENEX_SERVER or http://127.0.0.1:8080 where not given"),
        CommandOption(
            "--token-file", "FILE",
            "the token; $QENEX_TOKEN_FILE or demo/admin.token where not given", isFile: true),
        CommandOption(
            "--output", "FORMAT", "how results are written",
            choices: Output.Format.allCases.map(\.rawValue)),
        CommandOption("--timeout", "SECONDS", "to wait for an answer; 60 where not given"),
        CommandOption("--help", nil, "this text"),
    ]

    static let commands: [Command] =
        NodeCommands.all + DayCommands.all + AccountCommands.all + PaymentCommands.all
        + StatementCommands.all + FileCommands.all + BatchCommands.all + ExceptionCommands.all
        + QueueCommands.all + EventCommands.all + TokenCommands.all + ApprovalCommands.all
        + PartyCommands.all + SchemeCommands.all + OutboxCommands.all + RecallCommands.all
        + LiquidityCommands.all + ChannelCommands.all + FeeCommands.all + ScheduleCommands.all + [
            ErasureCommand.command, ReconciliationCommand.command, VerifyCommand.command,
            completions,
        ]

    private static let completions = Command(
        "completions", "Print a script that completes commands in a shell",
        arguments: [CommandArgument("SHELL", "which", choices: ["bash", "zsh", "fish"])],
        example: "source <(qenex-cli completions bash)"
    ) { (invocation) throws(Failure) in
        let script = Completions(commands: commands, globals: globals)
            .script(for: invocation.argument("SHELL"))
        StandardStream.output.write(script)
    }
}
