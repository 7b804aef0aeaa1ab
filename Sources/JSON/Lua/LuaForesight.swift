/// What the last value at a place of the document was like: the next one there is most often like it.
///
/// A place is the path of names from the root, without positions, so all elements of an array share one. It is known by
/// a hash only. Two places with the same slot spoil each other's forecasts, which costs time and nothing else: a forecast
/// is a size to begin with, or a name that is compared with the text.
struct LuaForesight: ~Copyable {
    struct Slot {
        /// The members of the last object here, and the elements of the last array.
        var memberCount: Int32 = 2
        var elementCount: Int32 = 1
        /// The position in the key cache of the first name of the last object here, -1 if there was none.
        var firstName: Int32 = -1
        /// The same of the name that followed this member.
        var nextName: Int32 = -1
    }

    /// The hash of a path.
    typealias Place = UInt32

    private let slots: UnsafeMutablePointer<Slot>
    private let shift: UInt32

    /// - Parameter isLarge: Whether the text is long enough to have many places.
    init(isLarge: Bool) {
        let bits: UInt32 = isLarge ? 10 : 6
        shift = 32 - bits
        slots = .allocate(capacity: 1 << Int(bits))
        slots.initialize(repeating: Slot(), count: 1 << Int(bits))
    }

    deinit { slots.deallocate() }

    /// The place of the member of an object at `place` whose name is at `name` of the key cache.
    @inline(__always)
    static func member(_ name: Int32, of place: Place) -> Place {
        ((place &<< 5 | place &>> 27) ^ UInt32(bitPattern: name &+ 2)) &* 0x9E37_79B1
    }

    /// What to foresee after a value of `count` members or elements: no more than 1,024, so that one large value does
    /// not make many small ones large.
    @inline(__always)
    static func count(after count: Int64) -> Int32 { Int32(truncatingIfNeeded: min(count, 1024)) }

    @inline(__always)
    func slot(_ place: Place) -> UnsafeMutablePointer<Slot> { slots + Int(place &>> shift) }
}
