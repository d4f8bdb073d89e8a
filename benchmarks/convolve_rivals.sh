#!/usr/bin/env bash
# Convolution as whole processes, Lathe beside ffmpeg's afir in the same run: benchmarks/convolve_rivals.sh [ROUNDS]
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
#
# 5 minutes of stereo at 48 kHz with a stereo response of 10 s, from file to file, one thread. Prints the user CPU seconds of
# each round and their medians. zita-convolver has no program of its own; its figures come from lathe_benchmarks.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
lathe=${LATHE:-build/release/cli/lathe}
command -v ffmpeg >/dev/null || { echo "benchmarks/convolve_rivals.sh: ffmpeg is not installed" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$lathe" demo -o "$work" --quiet >/dev/null
ffmpeg -v error -stream_loop 7 -i "$work/demo-mix.wav" -t 300 -ar 48000 -c:a pcm_f32le "$work/in.wav"
"$lathe" ir make --rt60 9 --rate 48000 -o "$work/ir.wav" --quiet >/dev/null

# User CPU seconds of a command.
seconds() {
  local TIMEFORMAT=%U
  { time "$@" >/dev/null 2>&1; } 2>&1
}
ours=() theirs=()
for ((i = 0; i < rounds; i++)); do
  ours+=("$(seconds "$lathe" --device cpu convolve "$work/in.wav" "$work/ir.wav" -o "$work/ours.wav" --force --quiet)")
  theirs+=("$(seconds ffmpeg -v error -y -threads 1 -i "$work/in.wav" -i "$work/ir.wav" -lavfi 'afir=gtype=none:maxir=30:maxp=16384' -c:a pcm_f32le "$work/theirs.wav")")
done
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
printf 'lathe convolve  %s  median %s s\n' "${ours[*]}" "$(median "${ours[@]}")"
printf 'ffmpeg afir     %s  median %s s\n' "${theirs[*]}" "$(median "${theirs[@]}")"
