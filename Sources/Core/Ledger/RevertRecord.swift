/// A transfer that another one took back, by both ordinals.
struct RevertRecord: BitwiseCopyable {
    var original: UInt32
    var revert: UInt32
}
