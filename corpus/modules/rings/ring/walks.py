from ring import nodes


def around(node):
    return [nodes.Node(node.name + "'", node.position + 1)]


def walk(node):
    return {other.name: other.position for other in around(node)}
