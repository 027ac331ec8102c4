import Platform

/// Measures what the node does and prints it as a table; see Documentation/operating/benchmarks.md.
///
/// `qenex-bench [--data DIR] [--output FILE] [--transfers N] [--rows disk,ledger,files,…]`
Signals.ignoreBrokenPipes()
do {
    try BareProcess.serveIfAsked(RunningProcess.arguments)
    guard let options = BenchOptions(RunningProcess.arguments) else {
        StandardStream.error.line(BenchOptions.usage)
        RunningProcess.exit(2)
    }
    try options.run()
} catch {
    StandardStream.error.line("qenex-bench: \(error)")
    RunningProcess.exit(1)
}
