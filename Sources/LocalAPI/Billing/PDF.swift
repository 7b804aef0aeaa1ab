/// A document of text lines in the Portable Document Format (ISO 32000-1): A4 pages in Helvetica.
struct PDF {
    private static let linesPerPage = 48

    private let pages: [[String]]

    init(lines: [String]) {
        let starts = stride(from: 0, to: max(lines.count, 1), by: Self.linesPerPage)
        pages = starts.map { Array(lines.dropFirst($0).prefix(Self.linesPerPage)) }
    }

    /// The objects one after another, the table of where each begins, and the trailer (section 7.5).
    var bytes: [UInt8] {
        var text = Array("%PDF-1.4\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, UInt8(ascii: "\n")]
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.count)
            text += Array("\(index + 1) 0 obj\n\(object)\nendobj\n".utf8)
        }
        let table = text.count
        let entries = offsets.map { "\(Self.padded($0)) 00000 n \n" }.joined()
        text += Array("xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n\(entries)".utf8)
        text += Array("trailer\n<< /Size \(offsets.count + 1) /Root 1 0 R >>\nstartxref\n\(table)\n%%EOF\n".utf8)
        return text
    }

    /// The catalog, the page tree, the font, and two objects for each page.
    private var objects: [String] {
        let kids = pages.indices.map { "\(4 + 2 * $0) 0 R" }.joined(separator: " ")
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        ]
        for (index, lines) in pages.enumerated() {
            let content = Self.content(of: lines)
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
                    + "/Contents \(5 + 2 * index) 0 R >>")
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        return objects
    }

    private static func content(of lines: [String]) -> String {
        let shown = lines.map { "(\(escaped($0))) Tj T*" }.joined(separator: "\n")
        return "BT\n/F1 10 Tf\n15 TL\n56 780 Td\n\(shown)\nET"
    }

    /// ASCII only, so that every reader's encoding has it.
    private static func escaped(_ line: String) -> String {
        line.map { character -> String in
            guard character.isASCII, let byte = character.asciiValue, byte >= 0x20, byte < 0x7F else { return "?" }
            return "()\\".contains(character) ? "\\\(character)" : "\(character)"
        }.joined()
    }

    private static func padded(_ number: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
    }
}
