def f(x):    # double x▮    return x▯x *= 2
