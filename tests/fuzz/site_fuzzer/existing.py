import os
# list the files of folder▮
files = os.listdir(folder)
print(files)
▯files = os.listdir(folder)
