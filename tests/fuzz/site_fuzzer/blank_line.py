def f(items):
    # sort items by name
    ▮
    return items
▯items.sort(key=lambda item: item.name)
