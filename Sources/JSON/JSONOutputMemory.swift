import Glibc
import Synchronization

/// The memory texts are written to. One block is kept for the next text, because fresh memory costs a page fault every
/// four kilobytes, a twentieth of the time it takes to fill it.
enum JSONOutputMemory {
    /// The address of the block that is kept, 0 for none. While it is kept it begins with its capacity.
    private static let spare = Atomic<UInt>(0)
    private static let smallest = 4096
    private static let largestSpare = 1 << 20

    /// A block of any capacity. Any thread.
    static func take() -> (UnsafeMutablePointer<UInt8>, capacity: Int) {
        let address = spare.exchange(0, ordering: .acquiring)
        guard let block = UnsafeMutableRawPointer(bitPattern: address) else {
            return (reallocate(nil, smallest), smallest)
        }
        return (block.assumingMemoryBound(to: UInt8.self), block.load(as: Int.self))
    }

    /// Takes back a block, to keep or to free it. Any thread.
    static func give(_ block: UnsafeMutablePointer<UInt8>, _ capacity: Int) {
        let block = UnsafeMutableRawPointer(block)
        guard capacity <= largestSpare else { return free(block) }
        block.storeBytes(of: capacity, as: Int.self)
        let former = spare.exchange(UInt(bitPattern: block), ordering: .acquiringAndReleasing)
        free(UnsafeMutableRawPointer(bitPattern: former))
    }

    /// The C library's `realloc` moves large blocks without copying them.
    static func reallocate(_ block: UnsafeMutablePointer<UInt8>?, _ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        // Without memory a program of this kind cannot go on.
        guard let block = realloc(block, capacity) else { fatalError("out of memory") }
        return block.assumingMemoryBound(to: UInt8.self)
    }
}
