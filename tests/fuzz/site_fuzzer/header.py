for row in rows:  # print each row▮
▯print(row)
