#!/bin/bash
# Masters files loudly at several rates and formats, and has the written files' true peaks checked by ffmpeg's ebur128.
# SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
# SPDX-FileCopyrightText: The Lathe authors
#
#   LATHE=build/release/cli/lathe benchmarks/verify_masters.sh song.wav other.flac
#
# Prints a line for each written file, and last the largest excess over the ceiling. Fails when one is above 0.05 dB.
# RATES, TARGETS, CHAINS, FORMATS (bits.extension) and CEILING replace the lists below. SECOND_METER may name a command
# that prints the true peak of a file in dBTP. Masters that cannot be made (a target out of reach) are counted.
set -euo pipefail
lathe=${LATHE:-lathe}
rates=${RATES:-44100 48000 96000 192000}
targets=${TARGETS:--9 -7}
chains=${CHAINS:-loud transparent}
formats=${FORMATS:-16.wav 24.wav 24.flac}
ceiling=${CEILING:--1}
tolerance=0.05
[ $# -gt 0 ] || { echo "usage: $0 FILE..." >&2; exit 2; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Highest true peak that ffmpeg reports, in dBTP; its metadata has three decimals of the linear value.
ffmpegPeak() {
  ffmpeg -v error -nostats -i "$1" -af ebur128=peak=true:metadata=1,ametadata=print:key=lavfi.r128.true_peak:file=- -f null - |
    awk -F= '/true_peak=/ { if ($2 > peak) peak = $2 } END { printf "%.3f", 20 * log(peak) / log(10) }'
}

# Ours, as the report has them: loudness and true peak.
reported() {
  python3 -c '
import json, sys
after = json.load(open(sys.argv[1]))["files"][0]["after"]
print("%.2f %.3f" % (after["integrated_lufs"], after["true_peak_dbtp"]))' "$1"
}

format='%-34s %-12s %6s %7s %-8s %7s %8s %8s %8s\n'
printf "$format" file chain target rate format LUFS ours ffmpeg second
for file in "$@"; do
  for chain in $chains; do for target in $targets; do for rate in $rates; do for kind in $formats; do
    out=$folder/out.${kind#*.}
    if "$lathe" --quiet --force --json --jobs 1 master "$file" -o "$out" --chain "$chain" --target "$target" \
      --ceiling "$ceiling" --rate "$rate" --bits "${kind%.*}" > "$folder/report.json" 2> "$folder/error"; then
      second=-
      [ -z "${SECOND_METER:-}" ] || second=$($SECOND_METER "$out")
      printf "$format" "$(basename "$file")" "$chain" "$target" "$rate" "$kind" \
        $(reported "$folder/report.json") "$(ffmpegPeak "$out")" "$second" | tee -a "$folder/table"
    else
      grep -q "cannot be brought" "$folder/error" || { cat "$folder/error" >&2; exit 1; }
      echo x >> "$folder/refused"
    fi
  done; done; done; done
done

touch "$folder/table" "$folder/refused"
awk -v ceiling="$ceiling" -v tolerance="$tolerance" -v refused="$(wc -l < "$folder/refused")" '
  { for (i = 7; i <= 9; ++i) if ($i != "-" && (NR == 1 || $i - ceiling > worst[i] || !(i in worst))) worst[i] = $i - ceiling }
  END {
    printf "%d files; %d masters refused as out of reach; most above the ceiling, in dB: ours %.3f, ffmpeg %.3f", NR, refused, worst[7], worst[8]
    if (9 in worst) printf ", second %.3f", worst[9]
    print ""
    exit !(NR > 0 && worst[7] <= tolerance && worst[8] <= tolerance && worst[9] <= tolerance)
  }' "$folder/table"
