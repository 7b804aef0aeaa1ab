/// An amount of US dollars.
struct Money: Sendable, Hashable {
    var cents: Int64

    /// With two digits behind the point: `-12.34`.
    var text: String {
        let (dollars, rest) = abs(cents).quotientAndRemainder(dividingBy: 100)
        return "\(cents < 0 ? "-" : "")\(dollars).\(rest < 10 ? "0" : "")\(rest)"
    }

    static func + (left: Money, right: Money) -> Money { Money(cents: left.cents + right.cents) }
    static prefix func - (money: Money) -> Money { Money(cents: -money.cents) }
}

extension Sequence<Money> {
    var sum: Money { reduce(Money(cents: 0), +) }
}
