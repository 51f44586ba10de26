def f(x
    for i in (
# sum the list▮
▯total = sum(x)
