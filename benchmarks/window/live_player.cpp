// Playing through a full chain with a long reverb, in small blocks against the clock: gaps and CPU time.
// lathe_live_player [SECONDS [BLOCK [RESPONSE]]]
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <fmt/core.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <thread>

#include "benchmarks/music.h"
#include "core/chain/chain_file.h"
#include "core/play/player.h"
#include "core/play/virtual_output.h"
#include "core/processors/reverb/reverb.h"

using namespace lathe;

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 60;
  const int block = argc > 2 ? std::atoi(argv[2]) : 256;
  Chain chain = findPreset("loud").chain;
  ReverbSettings reverb;
  reverb.response = argc > 3 ? argv[3] : "cathedral";
  chain.stages.insert(chain.stages.begin(), Stage{reverb});
  OutputRequest request;
  request.sampleRate = 48000;
  request.blockFrames = block;
  Player player(std::make_unique<VirtualOutput>(VirtualOutput::Sink{}, true), request);
  const auto song =
      std::make_shared<bench::LoopClip>(bench::song(2, 48000, 20), 48000, static_cast<std::uint64_t>(seconds) * 48000);
  player.setProgramme({{{song, chain}}});
  player.play({});
  while (player.isPlaying()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const double cpu = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                     1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
  fmt::print("{} s in blocks of {} frames: {} gaps, {:.1f} CPU s ({:.1f} % of one core)\n", seconds, block,
             player.underruns(), cpu, 100 * cpu / seconds);
  for (const auto& problem : player.takeProblems()) fmt::print("{}\n", problem);
  return 0;
}
