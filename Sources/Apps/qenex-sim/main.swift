import Platform
import Simulation

guard let errand = Errand(Array(CommandLine.arguments.dropFirst())) else {
    _ = StandardStream.error.write(Errand.usage)
    RunningProcess.exit(2)
}
RunningProcess.exit(errand.perform())
