/// A transfer's id that failed for a transient reason and so never succeeds again.
struct BurnedID: BitwiseCopyable {
    var id: UInt128
    var timestamp: UInt64
    var status: UInt32
    var reserved: UInt32 = 0
}
