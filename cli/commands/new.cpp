// `lathe new`: a session from audio files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/delivery.h"
#include "cli/support/session_text.h"
#include "core/chain/chain_file.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "core/session/session_rate.h"

namespace lathe::cli {

int runNew(const NewOptions& options, Context& context) {
  Session start;
  start.name = options.session.stem().string();
  History history(start);
  for (const auto& file : options.files) {
    const SourcePtr source = makeSource(file);
    history.apply(addTrack(trackOf(source, rateForNewTrack(history.session(), *source))));
  }
  history.apply(setChain(
      {}, withDither(findPreset(options.chain.empty() ? "master" : options.chain).chain, options.delivery.dither)));
  Delivery delivery;
  const FileFormat source = options.files.empty() ? FileFormat{} : describeFile(options.files.front()).format;
  delivery.format = deliveryFormat(options.delivery, "", source);
  delivery.conversion = deliveryRate(options.delivery.rate, delivery.format.container, history.session().rate());
  delivery.target = parseTarget(options.target.empty() ? "-14" : options.target);
  delivery.ceiling = Decibels{options.ceiling.value_or(-1)};
  history.apply(setDelivery(delivery));
  saveSession(options.session, history, context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
  context.console.result(sessionText(history));
  return kDone;
}

}  // namespace lathe::cli
