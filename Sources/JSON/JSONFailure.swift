/// What stopped a reader or a writer, before it is put into words: small, so that throwing it costs nothing.
struct JSONFailure: Error {
    enum Problem {
        // Of a text. What was found stands at `offset`.
        case expectedValue
        case expectedValueAfterComma
        case expectedName
        case expectedNameAfterComma
        case expectedColon
        case expectedCommaOrBrace
        case expectedCommaOrBracket
        case expectedEnd
        case expectedDigit
        case leadingZero
        case numberOutOfRange
        case byteOrderMark
        case unterminatedString
        case controlCharacter
        case badEscape
        case badHexDigits
        case loneSurrogate
        case notUTF8
        case tooDeep(limit: Int)
        // Of a value that is to be written.
        case notFinite
        case stringNotUTF8
        case nestedTooDeep(limit: Int)
        case noJSONForm(StaticString)
        case mixedKeys
        case missingElement(Int64)
        case badKey(StaticString)
        case outOfStack
    }

    var problem: Problem
    /// Where in the text, in bytes; 0 where the failure is not about a text.
    var offset = 0
}
