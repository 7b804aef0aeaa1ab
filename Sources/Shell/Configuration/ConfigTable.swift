internal import Lua
internal import Scripting

/// The Lua table `config`: a setting is read and assigned under its name, and checked where it is assigned.
///
/// The tables are empty by themselves, so that every assignment is seen; nil sets what holds until somebody says otherwise.
struct ConfigTable {
    static let name = "config"
    /// What their metatables are called, by which completion knows them.
    static let metatableName = "moontide.config"

    private weak var session: Session?

    init(_ session: Session) { self.session = session }

    func install(on stack: Stack) {
        push(section: "", on: stack)
        stack.setRaw(global: Self.name)
    }

    /// The table of a section. Stack: pushes 1.
    private func push(section: String, on stack: Stack) {
        let path = section.isEmpty ? Self.name : "\(Self.name).\(section)"
        stack.pushTable()
        stack.pushTable(fields: 6)
        stack.push(Self.metatableName)
        stack.setRaw(field: "__name", of: -2)
        pushSections(under: section, on: stack)
        let sections = stack.popReference()
        let member = { (stack: Stack) in Member(section: section, path: path, key: stack.memberName(at: 2)) }
        stack.push(function: { stack in try read(member(stack), sections, stack) })
        stack.setRaw(field: "__index", of: -2)
        stack.push(function: { stack in
            try assign(member(stack), valueAt: 3, on: stack)
            return 0
        })
        stack.setRaw(field: "__newindex", of: -2)
        pushIterator(of: section, on: stack)
        stack.setRaw(field: "__pairs", of: -2)
        if let session { session.pictures.draw(ConfigListing(session, section: section), ofMetatableOn: stack) }
        stack.setMetatable(of: -2)
    }

    /// A table with the tables of all sections inside. Stack: pushes 1.
    private func pushSections(under section: String, on stack: Stack) {
        let names = section.isEmpty ? Setting.sections : []
        stack.pushTable(fields: names.count)
        for name in names {
            push(section: name, on: stack)
            stack.setRaw(field: name, of: -2)
        }
    }

    /// What somebody asks one of the tables for.
    private struct Member {
        /// Of the table.
        let section: String
        let path: String
        let key: String

        var name: String { section.isEmpty ? key : "\(section).\(key)" }

        var unknown: SettingError {
            SettingError(name: "\(path).\(key)", kind: .unknown(known: Setting.members(of: section)))
        }
    }

    private func read(_ member: Member, _ sections: Reference, _ stack: Stack) throws -> Int {
        if let setting = Setting.named(member.name) {
            guard let session else { return 0 }
            stack.push(setting.read(session))
            return 1
        }
        stack.push(sections)
        guard stack.pushRaw(field: member.key, of: -1) != .nil else { throw member.unknown }
        return 1
    }

    private func assign(_ member: Member, valueAt position: Int, on stack: Stack) throws(SettingError) {
        if let setting = Setting.named(member.name) {
            return try assign(setting, valueAt: position, on: stack)
        }
        guard Setting.sections.contains(member.name) else { throw member.unknown }
        guard stack.kind(at: position) == .table else {
            let known = Setting.members(of: member.name).joined(separator: ", ")
            throw SettingError(
                name: "\(member.path).\(member.key)",
                kind: .wrongValue(expected: "a table with \(known)", found: stack.shortText(at: position)))
        }
        try assign(section: member.name, tableAt: position, on: stack)
    }

    private func assign(_ setting: Setting, valueAt position: Int, on stack: Stack) throws(SettingError) {
        let name = "\(Self.name).\(setting.name)"
        let value =
            stack.isNil(at: position)
            ? setting.standard : try stack.settingValue(at: position, for: setting.kind, named: name)
        set(setting, to: value)
    }

    /// The command line has the last word over the file of settings.
    private func set(_ setting: Setting, to value: Setting.Value) {
        guard let session, !(session.isStarting && setting.isGiven(session.options)) else { return }
        setting.write(session, value)
    }

    /// `config.history = { size = 100 }`: nothing is changed where something in the table is wrong.
    private func assign(section: String, tableAt position: Int, on stack: Stack) throws(SettingError) {
        var values: [(setting: Setting, value: Setting.Value)] = []
        var failure: SettingError?
        try? stack.forEachPair(in: position) {
            guard failure == nil else { return }
            let member = Member(section: section, path: "\(Self.name).\(section)", key: stack.memberName(at: -2))
            do throws(SettingError) {
                guard let setting = Setting.named(member.name) else { throw member.unknown }
                let name = "\(Self.name).\(setting.name)"
                values.append((setting, try stack.settingValue(at: -1, for: setting.kind, named: name)))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        for (setting, value) in values { set(setting, to: value) }
    }

    /// What lets `pairs` go through the values, those of sections as tables. Stack: pushes 1.
    private func pushIterator(of section: String, on stack: Stack) {
        stack.pushGlobals()
        stack.pushRaw(field: "next", of: -1)
        let next = stack.popReference()
        stack.pop()
        stack.push(function: { [weak session] stack in
            guard let session else { return 0 }
            stack.push(next)
            Engine.push(ConfigListing(session, section: section).data, to: stack)
            return 2
        })
    }
}

extension Stack {
    /// The key at `position` as a name. Stack: unchanged.
    fileprivate func memberName(at position: Int) -> String {
        guard kind(at: position) == .string else { return (try? description(of: position)) ?? "?" }
        return string(at: position) ?? "?"
    }

    /// Stack: pushes 1.
    fileprivate func push(_ value: Setting.Value) {
        switch value {
        case .flag(let flag): push(flag)
        case .number(let number): push(number)
        case .word(let word): push(word)
        }
    }
}
