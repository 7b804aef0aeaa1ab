/// Which of four shades stands for a number.
struct HeatScale {
    /// The shades that are used, the lightest first, with the smallest and the greatest number each stands for.
    let steps: [(shade: Int, range: ClosedRange<Int>)]
    static let shades: [Character] = ["░", "▒", "▓", "█"]

    /// Up to four different numbers get a shade each. Of more the greatest tells how: steps of equal size where it is up
    /// to sixteen times the least, and else of equal ratio, so that a few busy hours leave the others apart.
    init(_ numbers: some Sequence<Int>) {
        let values = Set(numbers.filter { $0 > 0 }).sorted()
        guard let least = values.first, let greatest = values.last else {
            steps = []
            return
        }
        if values.count <= 4 {
            let shades = [[], [1], [0, 2], [0, 1, 3], [0, 1, 2, 3]][values.count]
            steps = zip(shades, values).map { ($0, $1...$1) }
            return
        }
        let isEven = greatest <= 16 * least
        func shade(_ value: Int) -> Int {
            // Steps of equal size, (value * 4 / greatest) rounded up, or of equal ratio:
            // value < least * (greatest / least) ^ ((step + 1) / 4), without a logarithm.
            if isEven { return (value * 4 + greatest - 1) / greatest - 1 }
            return (0..<3).first { step in
                var (left, right) = (1.0, 1.0)
                for _ in 0..<4 { left *= Double(value) / Double(least) }
                for _ in 0...step { right *= Double(greatest) / Double(least) }
                return left < right
            } ?? 3
        }
        steps = (0..<4).compactMap { step in
            let members = values.filter { shade($0) == step }
            guard let first = members.first, let last = members.last else { return nil }
            return (step, first...last)
        }
    }

    /// Nil for nothing.
    func shade(of number: Int) -> Int? { steps.first { $0.range.contains(number) }?.shade }

    static func text(_ shade: Int, count: Int, _ style: Emphasis) -> String {
        let text = String(repeating: shades[shade], count: count)
        return switch shade {
        case 0: style.blue(text)
        case 1: style.cyan(text)
        case 2: style.yellow(text)
        default: style.red(text)
        }
    }
}
