def f(path):
    # read the json file at path▮
▯with open(path) as f:
	return json.load(f)
