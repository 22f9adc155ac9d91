; Where a value is used as a key. One pattern per shape; inference nominates the @site nodes, and only
; these are matched, so a pattern needs no condition on types. Site kinds: analyzer/catalog/sites.def.
;   @site       the node inference nominates
;   @key        the expression whose value is hashed
;   @container  what it is looked up in or put into, where the shape shows it
; A pattern without a kind takes it from the model of the container's class.

; {key: value}
((pair key: (_) @key) @site (#set! kind "dict-key"))

; {a, b} and {*rows}
((set (_) @key) @site (#set! kind "set-member"))

; {f(x) for x in rows}
((set_comprehension body: (_) @key) @site (#set! kind "set-member"))

; d[key] read, written, deleted, augmented; d[a, b] has one subscript child per item
((subscript value: (_) @container subscript: (_) @key) @site)

; key in d, key not in d
((comparison_operator (_) @key operators: ["in" "not in"] . (_) @container) @site)

; x += 1, x[0] = 1: changed in place while a cache depends on x
((augmented_assignment left: (_) @key) @site (#set! kind "changed-key"))
((subscript value: (_) @key) @site (#set! kind "changed-key"))

; x: Array = field(static=True) in the body of a class
((assignment type: (_) @key) @site (#set! kind "static-argument"))

; calls that hash an argument are known by their model, not by their shape
((call function: (_) @container arguments: (argument_list (_) @key)) @site)

; d | pairs, s |= rows, d.keys() & rows, rows - d.keys(), d.items() | pairs
((binary_operator right: (_) @key) @site)
((binary_operator left: (_) @key) @site)
((augmented_assignment right: (_) @key) @site)
