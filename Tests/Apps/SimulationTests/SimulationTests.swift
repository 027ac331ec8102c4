import Simulation
import Testing

struct SimulationTests {
}
