/// What a key means to the editor. Keys without a command go to libedit's own key map.
package enum EditCommand: Equatable, Sendable {
    case accept, newline, endOfInput, interrupt
    case previousEntry, nextEntry, up, down
    case left, right, wordLeft, wordRight, lineStart, lineEnd
    case deleteForward, killWordLeft, killWordRight, killToBlank, killLine, killText, yank
    case complete, completeBackward
    case beginSearch, undo, redo, externalEditor, help
    case insert([Unicode.Scalar])
    case paste([UInt8])
    /// A key while the menu is open.
    case menu(KeyEvent)
    /// A key while searching.
    case search(KeyEvent)
    /// A key the program has bound.
    case bound(Key)
    /// The delegate has new completions.
    case updateMenu
    /// Typing asked for another indentation of this line.
    case indent(Int)
}
