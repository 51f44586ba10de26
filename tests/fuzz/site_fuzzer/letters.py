def f(größen, ‮א):
    # sort größen  by א▮
▯größen.sort()
