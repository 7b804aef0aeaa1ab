/// What each sequence does to the screen.
extension TerminalScreen {
    mutating func perform(_ action: TerminalParser.Action) {
        switch action {
        case .print(let scalar): put(scalar)
        case .control(let byte): control(byte)
        case .escape(let final): escape(final)
        case .sequence(nil, let parameters, let final): sequence(parameters, final)
        case .sequence("?", [7], "h"): wraps = true
        case .sequence("?", [7], "l"): wraps = false
        case .sequence("?", let parameters, "h"):
            modes.formUnion(parameters)
            for parameter in parameters { timesSet[parameter, default: 0] += 1 }
        case .sequence("?", let parameters, "l"): modes.subtract(parameters)
        case .sequence(let prefix, let parameters, let final):
            unknownSequences.append("\(prefix.map { String($0) } ?? "")\(parameters)\(final)")
        }
    }

    private mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x07: bells += 1
        case 0x08:
            cursor.column = max(0, cursor.column - 1)
            isWrapPending = false
        case 0x09: cursor.column = min(columns - 1, (cursor.column / 8 + 1) * 8)
        case 0x0a, 0x0b, 0x0c: lineFeed()
        case 0x0d:
            cursor.column = 0
            isWrapPending = false
        default: break
        }
    }

    private mutating func escape(_ final: Character) {
        switch final {
        case "M":
            guard cursor.row == 0 else {
                cursor.row -= 1
                return
            }
            cells.removeLast()
            cells.insert(Self.blankRow(columns), at: 0)
        case "D": lineFeed()
        case "7": saved = (cursor, isWrapPending)
        case "8": (cursor, isWrapPending) = saved
        case "=", ">", "\\": break
        default: unknownSequences.append(String(final))
        }
    }

    private mutating func sequence(_ parameters: [Int], _ final: Character) {
        let count = max(1, parameters.first ?? 1)
        switch final {
        case "m": parameters.isEmpty ? setStyle([0]) : setStyle(parameters)
        case "A", "B", "C", "D", "G", "H", "d": move(final, count, parameters)
        case "J": eraseInDisplay(parameters.first ?? 0)
        case "K": eraseInRow(parameters.first ?? 0)
        case "P", "@", "X", "L", "M": shift(final, count)
        case "r", "l", "h": break
        default: unknownSequences.append("\(parameters)\(final)")
        }
    }

    private mutating func move(_ final: Character, _ count: Int, _ parameters: [Int]) {
        isWrapPending = false
        switch final {
        case "A": cursor.row -= count
        case "B": cursor.row += count
        case "C": cursor.column += count
        case "D": cursor.column -= count
        case "G": cursor.column = count - 1
        case "d": cursor.row = count - 1
        default: cursor = (count - 1, max(1, parameters.count > 1 ? parameters[1] : 1) - 1)
        }
        cursor = (min(max(cursor.row, 0), rows - 1), min(max(cursor.column, 0), columns - 1))
    }

    private mutating func erase(_ row: Int, _ range: Range<Int>) {
        for column in range { cells[row][column] = Cell(text: " ", style: Style()) }
    }

    private mutating func eraseInRow(_ mode: Int) {
        switch mode {
        case 0: erase(cursor.row, cursor.column..<columns)
        case 1: erase(cursor.row, 0..<cursor.column + 1)
        default: erase(cursor.row, 0..<columns)
        }
    }

    private mutating func eraseInDisplay(_ mode: Int) {
        eraseInRow(mode)
        let others = mode == 0 ? cursor.row + 1..<rows : mode == 1 ? 0..<cursor.row : 0..<rows
        for row in others { erase(row, 0..<columns) }
    }

    /// Inserts and deletes characters (`@`, `P`, `X`) and rows (`L`, `M`).
    private mutating func shift(_ final: Character, _ count: Int) {
        let blank = Self.blankRow(columns)
        switch final {
        case "P":
            cells[cursor.row].removeSubrange(cursor.column..<min(columns, cursor.column + count))
            cells[cursor.row] = Array((cells[cursor.row] + blank).prefix(columns))
        case "@":
            cells[cursor.row].insert(contentsOf: blank.prefix(count), at: cursor.column)
            cells[cursor.row] = Array(cells[cursor.row].prefix(columns))
        case "X": erase(cursor.row, cursor.column..<min(columns, cursor.column + count))
        case "L":
            cells.insert(contentsOf: Array(repeating: blank, count: count), at: cursor.row)
            cells = Array(cells.prefix(rows))
        default:
            cells.removeSubrange(cursor.row..<min(rows, cursor.row + count))
            while cells.count < rows { cells.append(blank) }
        }
    }

    private mutating func setStyle(_ parameters: [Int]) {
        for parameter in parameters {
            switch parameter {
            case 0: style = Style()
            case 1: style.isBold = true
            case 2: style.isDimmed = true
            case 7: style.isInverse = true
            case 22: (style.isBold, style.isDimmed) = (false, false)
            case 27: style.isInverse = false
            case 30...37: style.color = parameter - 30
            case 39: style.color = nil
            case 90...97: style.color = parameter - 82
            default: break
            }
        }
    }
}
