#!/usr/bin/env python3
"""Writes the pages that list the whole public API by topic, into a documentation catalogue.

usage: topics.py SYMBOL-GRAPHS LINKABLE-ENTITIES.json CATALOGUE

A symbol's topic is the folder of its source file, so that a new one has its place by itself. The second file is
docc's, of a first run without these pages: it tells symbols of one name apart.
"""

import collections
import json
import os
import re
import sys

# The pages, and which folders of Sources are told of on each.
PAGES = [
    ("Tensors-and-operations", "Tensors and operations", "What can be done with numbers.",
     ["TapestryCore/Tensor", "TapestryCore/Random", "TapestryCore/Ops", "TapestryCore/Kernels"]),
    ("Gradients-and-functions", "Gradients and functions",
     "The record of what happened, and functions of functions.", ["TapestryCore"]),
    ("Layers-and-losses", "Layers and losses", "Modules, and what they are made of.", ["TapestryNN"]),
    ("Optimizers-and-schedules", "Optimizers and schedules", "What changes parameters, and how fast.",
     ["TapestryOptim"]),
    ("Data-sets", "Data sets and batches", "Where examples come from.", ["TapestryData"]),
    ("Files", "Files", "Tensors and images on disk.", ["TapestryIO"]),
    ("Training-and-looking", "Training and looking", "Metrics, progress, summaries, plots and reports.",
     ["TapestryTraining"]),
]

# Libraries beside Tapestry: each has a page of its own in the catalogue, to which its topics are added.
OTHERS = ["TapestryTune", "TapestryTesting"]


def words(folder):
    """`LinearAlgebra` as `Linear algebra`."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", folder)
    return text[:1].upper() + text[1:].lower() if not text.isupper() else text


def main(graphs, entities_file, catalogue):
    with open(entities_file) as file:
        entities = json.load(file)
    links = {}
    for entity in entities:
        if entity.get("usr"):
            links[entity["usr"]] = entity["referenceURL"].split("/documentation/", 1)[-1]

    pages = collections.defaultdict(lambda: collections.defaultdict(list))
    members = collections.defaultdict(list)
    for path, parts, link in symbols(graphs, "Tapestry", links):
        folder = "/".join(parts)
        if len(path) == 1:
            page = next(p for p in PAGES if any((folder + "/").startswith(f + "/") for f in p[3]))
            deep = parts[2:] if parts[0] == "TapestryCore" and parts[1:2] == ["Ops"] else parts[1:]
            group = words(deep[0]) if deep else "General"
            if parts[0] == "TapestryNN" and parts[1:2] == ["Layers"] and len(parts) > 2:
                group = words(parts[2])
            pages[page[0]][group].append(link)
        elif len(path) == 2 and path[0] == "Tensor":
            is_operation = parts[0] == "TapestryCore" and parts[1:2] == ["Ops"] and len(parts) > 2
            group = words(parts[2]) if is_operation else "The tensor itself"
            if parts[0] != "TapestryCore":
                group = "From other parts of the library"
            members[group].append(link)

    for name, title, abstract, _ in PAGES:
        groups = pages[name]
        if not groups:
            sys.exit(f"topics: no symbols for the page {name}")
        write(catalogue, name, f"# {title}\n\n{abstract}\n", groups)
    write(catalogue, "TensorReference", "# ``Tapestry/Tensor``\n", members)
    with open(os.path.join(catalogue, "Tapestry.md"), "a") as file:
        file.writelines(f"- <doc:{page[0]}>\n" for page in PAGES)
    for library in OTHERS:
        groups = collections.defaultdict(list)
        for path, parts, link in symbols(graphs, library, links):
            if len(path) == 1:
                groups[words(parts[1]) if len(parts) > 1 else "General"].append(link)
        if not groups:
            sys.exit(f"topics: no symbols of {library}")
        with open(os.path.join(catalogue, library + ".md")) as file:
            head = file.read()
        write(catalogue, library, head, groups)
        print(f"{sum(map(len, groups.values()))} symbols of {library}")
    print(f"{sum(map(len, members.values()))} members of Tensor, "
          f"{sum(len(links) for groups in pages.values() for links in groups.values())} others")


def symbols(graphs, library, links):
    """Path, the parts of its source's folder, and link of each symbol that has a page."""
    with open(os.path.join(graphs, library + ".symbols.json")) as file:
        graph = json.load(file)
    for symbol in graph["symbols"]:
        path = symbol["pathComponents"]
        uri = symbol.get("location", {}).get("uri", "")
        link = links.get(symbol["identifier"]["precise"])
        if "/Sources/" not in uri or link is None:
            continue
        if symbol["kind"]["identifier"] == "swift.func.op":
            # In the address of an operator a slash has become something else; in a link it may not.
            suffix = re.search(r"(-[0-9a-z]+)?$", link).group()
            link = "/".join([library] + path) + suffix
        yield path, os.path.dirname(uri.split("/Sources/", 1)[1]).split("/"), link


def write(catalogue, name, head, groups):
    lines = [head, "## Topics", ""]
    for group in sorted(groups, key=lambda g: (g != "The tensor itself", g != "General", g)):
        lines += [f"### {group}", ""]
        lines += [f"- ``/{link}``" for link in sorted(set(groups[group]), key=str.lower)]
        lines += [""]
    with open(os.path.join(catalogue, name + ".md"), "w") as file:
        file.write("\n".join(lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
