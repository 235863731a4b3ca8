#!/bin/bash
# Builds the documentation: the course in Docs/Tapestry.docc and the reference of the whole public API, as a site in
# .build/docs/site. A warning is an error.
set -eu -o pipefail
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
toolchain=$(dirname "$(readlink -f "$(command -v "$swift")")")
scratch=${TAPESTRY_SCRATCH:-.build}
out=$scratch/docs
products=$($swift build --scratch-path "$scratch" --show-bin-path)
target=$($swift -print-target-info | sed -n 's/.*"unversionedTriple": "\(.*\)".*/\1/p')

rm -rf "$out"
mkdir -p "$out/symbols"
cp -r Docs/Tapestry.docc "$out/first.docc"
cp -r Docs/Tapestry.docc "$out/Tapestry.docc"

symbols() { # LIBRARY [OPTIONS]
	$swift build --scratch-path "$scratch" --target "$1" >&2
	"$toolchain/swift-symbolgraph-extract" -module-name "$1" -target "$target" \
		-I "$products/Modules" -I Sources/COpenBLAS -I Sources/CLAPACKE -I Sources/CZlib -I Sources/CSQLite \
		-Xcc -fmodule-map-file="$products/CKernels.build/module.modulemap" \
		-minimum-access-level public -skip-synthesized-members -output-dir "$out/symbols" "${@:2}"
}

# The umbrella has no symbols of its own: it hands on those of the modules behind it.
symbols Tapestry -experimental-allowed-reexported-modules="$(
	sed -n 's/^@_exported import //p' Sources/Tapestry/Tapestry.swift | paste -sd,
)"
symbols TapestryTune
symbols TapestryTesting
# Comments that another module hands on need not tell of every parameter; `file` and `line` speak for themselves.
sed -i 's/"module":"Tapestry[A-Za-z]*"/"module":"Sources"/g' "$out"/symbols/*.json

convert() { # CATALOGUE OUTPUT [OPTIONS]
	"$toolchain/docc" convert "$1" --additional-symbol-graph-dir "$out/symbols" \
		--fallback-display-name Tapestry --fallback-bundle-identifier Tapestry \
		--output-path "$2" "${@:3}"
}

# The first run tells how symbols of one name are told apart in links; its own warnings come again in the second.
convert "$out/first.docc" "$out/first" --emit-digest >"$out/first.log" 2>&1
python3 Docs/topics.py "$out/symbols" "$out/first/linkable-entities.json" "$out/Tapestry.docc"
convert "$out/Tapestry.docc" "$out/site" --warnings-as-errors --transform-for-static-hosting
echo "the documentation is in $out/site"
