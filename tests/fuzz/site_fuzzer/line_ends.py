if x:
    # add one▮
else:
    pass
▯x += 1
