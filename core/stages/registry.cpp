// The one line per processor that makes it known to chains, panels, the command line and the common tests.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/stages/registry.h"

#include <algorithm>

#include "core/audio/error.h"
#include "core/processors/compressor.h"
#include "core/processors/dither.h"
#include "core/processors/eq.h"
#include "core/processors/gain.h"
#include "core/processors/limiter.h"
#include "core/processors/reverb/reverb.h"
#include "core/processors/reverb/reverb_offline.h"
#include "core/processors/saturator.h"
#include "core/processors/stereo_width.h"
#include "core/restoration/channels/channel_repair.h"
#include "core/restoration/declick/live_declick.h"
#include "core/restoration/declip/declip.h"
#include "core/restoration/dehum/dehum.h"
#include "core/restoration/denoise/denoise_live.h"
#include "core/restoration/dereverb/dereverb.h"
#include "core/restoration/gap_fill.h"
#include "core/restoration/speech/breath.h"
#include "core/restoration/speech/deess.h"
#include "core/restoration/speech/deplosive.h"
#include "core/restoration/speech/mouth_clicks.h"
#include "core/restoration/unlimit.h"

namespace lathe {
namespace {

template <class S, class P>
ProcessorType entry(OfflineForm offline = {}) {
  return {&S::type(),
          [](const Settings& settings) -> std::unique_ptr<Processor> { return std::make_unique<P>(settings.as<S>()); },
          offline};
}

}  // namespace

const std::vector<ProcessorType>& processorTypes() {
  static const std::vector<ProcessorType> types = {
      entry<ChannelRepairSettings, ChannelRepair>(channelRepairOffline()),
      entry<DeclipSettings, Declip>(declipOffline()),
      entry<DeclickSettings, Declick>(declickOffline()),
      entry<GapFillSettings, GapFill>(gapFillOffline()),
      entry<DehumSettings, Dehum>({.apply = applyDehum}),
      entry<DenoiseSettings, Denoise>({.apply = applyDenoise}),
      entry<DereverbSettings, Dereverb>({.apply = applyDereverb}),
      entry<MouthClickSettings, MouthClick>(mouthClickOffline()),
      entry<DeplosiveSettings, Deplosive>(deplosiveOffline()),
      entry<BreathSettings, Breath>(breathOffline()),
      entry<DeessSettings, Deess>(deessOffline()),
      entry<UnlimitSettings, Unlimit>(unlimitOffline()),
      entry<GainSettings, Gain>(),
      entry<EqSettings, Eq>(),
      entry<CompressorSettings, Compressor>(),
      entry<SaturatorSettings, Saturator>(),
      entry<StereoWidthSettings, StereoWidth>(),
      entry<ReverbSettings, Reverb>(reverbOffline()),
      entry<LimiterSettings, Limiter>(),
      entry<DitherSettings, Dither>(),
  };
  return types;
}

const ProcessorType& processorType(std::string_view id) {
  const auto& types = processorTypes();
  const auto found = std::ranges::find_if(types, [&](const ProcessorType& t) { return t.settings->id == id; });
  if (found != types.end()) return *found;
  std::string known;
  for (const ProcessorType& type : types) known += (known.empty() ? "" : ", ") + type.settings->id;
  throw Error(ErrorKind::NotFound, "there is no processor '" + std::string(id) + "'; there are " + known);
}

std::unique_ptr<Processor> makeProcessor(const Settings& settings) {
  return processorType(settings.type().id).make(settings);
}

}  // namespace lathe
