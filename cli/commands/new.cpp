// `lathe new`: a session from audio files.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include "cli/support/delivery.h"
#include "cli/support/session_text.h"
#include "core/chain/chain_file.h"
#include "core/file/audio_file.h"
#include "core/render/destinations.h"
#include "core/session/edits.h"
#include "core/session/session_file.h"
#include "core/session/session_rate.h"

namespace lathe::cli {
namespace {

bool isAudioFile(const std::filesystem::path& path) {
  try {
    describeFile(path);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

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
  refuseToWriteOver(options.files, options.session);
  if (isAudioFile(options.session))
    throw Error(ErrorKind::Invalid, "'" + options.session.string() +
                                        "' is an audio file; the first name is that of the session to make, as in "
                                        "lathe new album.lathe 01.wav 02.wav");
  saveSession(options.session, history, context.mayOverwrite ? Overwrite::Yes : Overwrite::No);
  context.console.result(sessionText(history));
  return kDone;
}

}  // namespace lathe::cli
