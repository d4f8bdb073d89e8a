// The table of operators.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "core/spectral/operators.h"

#include <algorithm>

#include "core/audio/error.h"
#include "core/spectral/operators/clone.h"
#include "core/spectral/operators/heal.h"
#include "core/spectral/operators/levels.h"
#include "core/spectral/operators/partials.h"
#include "core/spectral/operators/pattern.h"
#include "core/stages/registry.h"

namespace lathe {
namespace {

Seconds none(const Settings&, const Mask&) { return 0.0_s; }

/// What a setting says.
template <class S, Seconds S::*member>
Seconds setting(const Settings& settings, const Mask&) {
  return settings.as<S>().*member;
}

}  // namespace

const std::vector<SpectralOperator>& spectralOperators() {
  static const std::vector<SpectralOperator> list = {
      {&LevelSettings::type(), nullptr, none, false, levelGains},
      {&DeleteSettings::type(), nullptr, none, false, deleteGains},
      {&AttenuateSettings::type(), applyAttenuate, setting<AttenuateSettings, &AttenuateSettings::context>},
      {&HealSettings::type(), applyHeal, healContext, true},
      {&PartialsSettings::type(), applyPartials, setting<PartialsSettings, &PartialsSettings::context>, true},
      {&PatternSettings::type(), applyPattern, setting<PatternSettings, &PatternSettings::context>, true},
      {&NoiseFillSettings::type(), applyNoiseFill, setting<NoiseFillSettings, &NoiseFillSettings::context>},
      {&CloneSettings::type(), applyClone, none},
      {&BlurSettings::type(), applyBlur, setting<BlurSettings, &BlurSettings::time>},
  };
  return list;
}

const SpectralOperator* findSpectralOperator(std::string_view id) noexcept {
  const auto& list = spectralOperators();
  const auto found = std::ranges::find_if(list, [&](const SpectralOperator& op) { return op.settings->id == id; });
  return found == list.end() ? nullptr : &*found;
}

Settings operationOf(std::string_view id) {
  if (const SpectralOperator* op = findSpectralOperator(id)) return Settings(*op->settings);
  for (const ProcessorType& type : processorTypes())
    if (type.settings->id == id) return Settings(*type.settings);
  std::string known;
  for (const SpectralOperator& op : spectralOperators()) known += op.settings->id + ", ";
  throw Error(ErrorKind::NotFound,
              "there is no operation '" + std::string(id) + "'; there are " + known + "and all processors");
}

}  // namespace lathe
