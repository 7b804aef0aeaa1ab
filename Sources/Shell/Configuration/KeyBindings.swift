internal import LineEditor
internal import Lua

/// What the user has given keys to do, in the order in which it was given.
final class KeyBindings {
    enum Action {
        /// Types the text; a line end last enters it.
        case text(String)
        /// Calls the function with the draft.
        case function(Reference)
    }

    private(set) var actions: [(key: Key, action: Action)] = []
    /// Whose keys they are; those bound before it was there are its, too.
    weak var editor: LineEditor? {
        didSet { for (key, _) in actions { editor?.bind(key) } }
    }

    func action(of key: Key) -> Action? { actions.first { $0.key == key }?.action }

    /// Gives the key an action in place of its own meaning, or that back.
    func bind(_ key: Key, _ action: Action?) {
        actions.removeAll { $0.key == key }
        guard let action else {
            editor?.unbind(key)
            return
        }
        actions.append((key, action))
        editor?.bind(key)
    }
}
