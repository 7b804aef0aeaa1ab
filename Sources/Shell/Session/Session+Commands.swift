// The commands of a session.
extension Session {
    func command(named name: String) -> DotCommand? { commands.first { $0.name == name } }
}
