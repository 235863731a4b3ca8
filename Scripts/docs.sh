#!/bin/bash
# Builds the documentation: the course in Docs/Tapestry.docc and the reference of the whole public API, as a site in
# .build/docs/site. A warning is an error.
set -eu -o pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
toolchain=$(dirname "$(readlink -f "$(command -v "$swift")")")
scratch=${TAPESTRY_SCRATCH:-.build}
out=$scratch/docs

$swift build --scratch-path "$scratch" --target Tapestry >&2
products=$($swift build --scratch-path "$scratch" --show-bin-path)

rm -rf "$out"
mkdir -p "$out/symbols"
cp -r Docs/Tapestry.docc "$out/first.docc"
cp -r Docs/Tapestry.docc "$out/Tapestry.docc"

# The umbrella has no symbols of its own: it hands on those of the modules behind it.
modules=$(sed -n 's/^@_exported import //p' Sources/Tapestry/Tapestry.swift | paste -sd,)
target=$($swift -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p')
"$toolchain/swift-symbolgraph-extract" -module-name Tapestry -target "$target" \
	-I "$products/Modules" -I Sources/COpenBLAS -I Sources/CLAPACKE -I Sources/CZlib \
	-Xcc -fmodule-map-file="$products/CKernels.build/module.modulemap" \
	-minimum-access-level public -skip-synthesized-members \
	-experimental-allowed-reexported-modules="$modules" -output-dir "$out/symbols"

convert() { # CATALOGUE OUTPUT [OPTIONS]
	"$toolchain/docc" convert "$1" --additional-symbol-graph-dir "$out/symbols" \
		--fallback-display-name Tapestry --fallback-bundle-identifier Tapestry \
		--output-path "$2" "${@:3}"
}

# The first run tells how symbols of one name are told apart in links; its own warnings come again in the second.
convert "$out/first.docc" "$out/first" --emit-digest >"$out/first.log" 2>&1
python3 Docs/topics.py "$out/symbols/Tapestry.symbols.json" "$out/first/linkable-entities.json" \
	"$out/Tapestry.docc"
convert "$out/Tapestry.docc" "$out/site" --warnings-as-errors --transform-for-static-hosting
echo "the documentation is in $out/site"
