internal import JSON

/// The settings with what they are at the moment, as `config` shows itself.
struct ConfigListing: Picture {
    private weak var session: Session?
    private let settings: [Setting]
    private let section: String

    /// - Parameter section: Which of them; empty for all.
    init(_ session: Session, section: String = "") {
        self.session = session
        self.section = section
        settings = Setting.all.filter { section.isEmpty || $0.section == section }
    }

    var data: JSONValue {
        guard let session else { return .object([:]) }
        var object = JSONObject()
        for setting in settings where setting.section == section {
            object[String(setting.name.split(separator: ".").last ?? "")] = setting.read(session).json
        }
        guard section.isEmpty else { return .object(object) }
        for name in Setting.sections { object[name] = ConfigListing(session, section: name).data }
        return .object(object)
    }

    func lines(width: Int, style: Emphasis) -> [String] {
        guard let session else { return [] }
        let layout = HelpLayout(style: style, width: width)
        let values = settings.map { $0.read(session) }
        let nameWidth = settings.map(\.name.count).max() ?? 0
        let rows = zip(settings, values).map { setting, value in
            let mark = value == setting.standard ? " " : "*"
            let padding = String(repeating: " ", count: nameWidth - setting.name.count)
            return ("\(setting.name)\(padding) \(mark) \(value.literal)", setting.summaryWithWords)
        }
        let isChanged = zip(settings, values).contains { $0.standard != $1 }
        let hint = (isChanged ? "* changed. " : "") + "?config.\(settings.first?.name ?? "") explains one of them"
        return layout.pairs(rows, indentation: 0) + [style.dim(hint)]
    }
}

extension Setting {
    /// The summary with the words there are to choose from.
    var summaryWithWords: String {
        guard case .words(let words) = kind else { return summary }
        return "\(summary): \(words.joined(separator: ", "))"
    }
}
