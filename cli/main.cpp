// The command line program: parses arguments, runs one command, turns errors into exit codes.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#include <exception>
#include <new>

#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "core/file/library_messages.h"

int main(int count, char** words) {
  using namespace lathe;
  const cli::Interrupt interrupt;
  catchLibraryMessages();
  const cli::Invocation invocation = cli::parseArguments(count, words);
  if (!invocation.run) return invocation.exitCode;

  cli::Console console(invocation.isQuiet);
  cli::Context context{
      console,         interrupt.token(), invocation.isJson, invocation.isQuiet, invocation.mayOverwrite,
      invocation.jobs, invocation.device};
  try {
    const int code = invocation.run(context);
    if (!invocation.isQuiet)
      for (const std::string& message : takeLibraryMessages()) console.warning(message);
    return interrupt.exitCode() != 0 ? interrupt.exitCode() : code;
  } catch (const Error& error) {
    console.error(error);
  } catch (const std::bad_alloc&) {
    console.error("there is not enough memory for this; nothing was written");
  } catch (const std::exception& error) {
    console.error(error.what());
  }
  return interrupt.exitCode() != 0 ? interrupt.exitCode() : cli::kFailed;
}
