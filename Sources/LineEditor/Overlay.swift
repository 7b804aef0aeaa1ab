/// What has been drawn around libedit's picture, as much as is needed to take it away again.
struct Overlay {
    /// libedit's picture when it was drawn.
    let geometry: Geometry
    var hasSuggestion = false
    /// The column where the right prompt begins; nil when there is none.
    var rightColumn: Int?
    /// Rows of a menu or a hint under the text.
    var rowsBelow = 0
}
