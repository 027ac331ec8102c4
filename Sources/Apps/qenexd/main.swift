import Platform

let arguments: ServerArguments
do {
    arguments = try ServerArguments(RunningProcess.arguments)
} catch {
    _ = StandardStream.error.write("qenexd: \(error.message)\n\(ServerArguments.usage)\n")
    RunningProcess.exit(2)
}
RunningProcess.exit(QenexServer(arguments).run())
