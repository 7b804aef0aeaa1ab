public import CLua
public import CLuaBridge
internal import Synchronization

/// Keeps a Lua value alive. It may be dropped on any thread, also after its interpreter is gone; the value is let go
/// when the interpreter makes its next reference or runs its next chunk.
public final class Reference: Sendable {
    @usableFromInline let slot: Int32
    @usableFromInline let owner: UInt64
    private let registry: ReferenceRegistry

    init(slot: Int32, owner: UInt64, registry: ReferenceRegistry) {
        self.slot = slot
        self.owner = owner
        self.registry = registry
    }

    deinit {
        registry.drop(slot)
    }

    /// Whether the value is one of the stack's interpreter.
    @inlinable func belongs(to stack: Stack) -> Bool {
        owner == lua_bridge_identity(stack.state)
    }
}

/// The dropped references of one interpreter, until its thread lets their values go.
final class ReferenceRegistry: Sendable {
    private let dropped = Mutex<[Int32]>([])

    func drop(_ slot: Int32) {
        dropped.withLock { $0.append(slot) }
    }

    /// Lets the values of dropped references go. On the interpreter's thread only.
    func collect(on stack: Stack) {
        let slots = dropped.withLock { slots in
            let taken = slots
            if !taken.isEmpty { slots.removeAll(keepingCapacity: true) }
            return taken
        }
        for slot in slots { luaL_unref(stack.state, lua_bridge_registry_index(), slot) }
    }
}

extension Stack {
    /// Takes the value on top and keeps it. Stack: pops 1.
    public func popReference() -> Reference {
        let registry = requiredInterpreter.references
        registry.collect(on: self)
        let slot = luaL_ref(state, lua_bridge_registry_index())
        return Reference(slot: slot, owner: lua_bridge_identity(state), registry: registry)
    }

    /// Keeps the value at `position`. Stack: unchanged.
    public func reference(at position: Int) -> Reference {
        push(valueAt: position)
        return popReference()
    }

    /// Pushes a kept value, which must be one of this interpreter. Stack: pushes 1.
    @inlinable public func push(_ reference: Reference) {
        precondition(reference.belongs(to: self), "the reference belongs to another interpreter")
        lua_rawgeti(state, lua_bridge_registry_index(), lua_Integer(reference.slot))
    }
}
