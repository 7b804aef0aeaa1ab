extension CronExpression: CustomStringConvertible {
    /// The canonical text, which reads back as an equal expression: `0,15,30,45 03 * * 1,2,3,7` becomes
    /// `*/15 3 * * 0-3`.
    public var description: String {
        CronField.allCases.map(text).joined(separator: " ")
    }

    private func text(of field: CronField) -> String {
        let values = values(of: field)
        let isDay = field == .dayOfMonth || field == .dayOfWeek
        guard let step = values.starStep(in: field.span) else { return values.listText }
        let starred = CronValues(from: field.span.lowerBound, through: field.span.upperBound, by: step)
        let star = step == 1 ? "*" : "*/\(step)"
        if isDay {
            let rest = CronValues(bits: values.bits & ~starred.bits)
            return !values.isStarred ? values.listText : rest.count == 0 ? star : star + "," + rest.listText
        }
        let isEven = starred.count > 2 || starred.count == 2 && field.span.count == 2 * step
        return starred == values && isEven ? star : values.listText
    }

    func values(of field: CronField) -> CronValues {
        switch field {
        case .minute: minutes
        case .hour: hours
        case .dayOfMonth: daysOfMonth
        case .month: months
        case .dayOfWeek: daysOfWeek
        }
    }
}

extension CronField {
    /// The numbers that are different from each other: Sunday is 0 only.
    var span: ClosedRange<Int> { self == .dayOfWeek ? 0...6 : range }
}

extension CronValues {
    /// The smallest n for which every number of `*/n` is a member; the first number has to be one.
    func starStep(in span: ClosedRange<Int>) -> Int? {
        (1...span.count).first {
            isSuperset(of: CronValues(from: span.lowerBound, through: span.upperBound, by: $0))
        }
    }

    /// The difference between neighbors where it is always the same and there are four members at least.
    var commonStep: Int? {
        let members = members
        guard members.count >= 4 else { return nil }
        let step = members[1] - members[0]
        return zip(members, members.dropFirst()).allSatisfy { $1 - $0 == step } ? step : nil
    }

    /// The members as ranges of neighbors; a member without neighbors is a range of its own.
    var neighborRanges: [ClosedRange<Int>] {
        var ranges: [ClosedRange<Int>] = []
        for member in members {
            if let last = ranges.last, last.upperBound == member - 1 {
                ranges[ranges.count - 1] = last.lowerBound...member
            } else {
                ranges.append(member...member)
            }
        }
        return ranges
    }

    /// `1-5`, `8-18/2`, `1,15`: without a star.
    fileprivate var listText: String {
        if let step = commonStep, step > 1, let first, let last { return "\(first)-\(last)/\(step)" }
        return neighborRanges.flatMap { range -> [String] in
            range.count > 2 ? ["\(range.lowerBound)-\(range.upperBound)"] : range.map(String.init)
        }.joined(separator: ",")
    }
}
