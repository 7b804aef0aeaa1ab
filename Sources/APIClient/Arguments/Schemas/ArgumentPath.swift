/// Where a value stands in a call's arguments. It is written out only for a message.
struct ArgumentPath {
    private enum Step {
        case member(String)
        case item(Int)
    }

    private var steps: [Step] = []

    var isEmpty: Bool { steps.isEmpty }
    var depth: Int { steps.count }

    mutating func enter(member name: String) { steps.append(.member(name)) }
    mutating func enter(item index: Int) { steps.append(.item(index)) }
    mutating func leave() { steps.removeLast() }

    /// As a Lua program would write it, items counted from 1: `scheduled_details.cron`, `tags[2]`. Empty for the body.
    var text: String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .member(let name): text += (text.isEmpty ? "" : ".") + shownName(name)
            case .item(let index): text += "[\(index + 1)]"
            }
        }
    }

    func text(ofMember name: String) -> String {
        let text = text
        return (text.isEmpty ? "" : text + ".") + shownName(name)
    }
}
