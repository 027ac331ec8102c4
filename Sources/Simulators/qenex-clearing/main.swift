import Platform

// The clearing simulator's own program: its library at real folders, on its own clock.

do throws(UsageError) {
    let invocation = try Invocation(RunningProcess.arguments)
    RunningProcess.exit(invocation.perform())
} catch {
    StandardStream.error.line("Clearing simulator: \(error.text)")
    StandardStream.error.line(Invocation.usage)
    RunningProcess.exit(2)
}
