#!/bin/sh
# venv.sh FOLDER REQUIREMENTS: the environment that the oracles run in. What cannot be installed is named and left out
# (the oracles count it as not checked), and tried again the next time; FOLDER/.installed says that all of it is there.
folder=$1 requirements=$2
python3 -m venv "$folder" || exit 1
if "$folder/bin/pip" install -q -r "$requirements"; then
    touch "$folder/.installed"
    exit 0
fi
grep -v '^#' "$requirements" | while read -r requirement; do
    "$folder/bin/pip" install -q "$requirement" || echo "not installed: $requirement"
done
