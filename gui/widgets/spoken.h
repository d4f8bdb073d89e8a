// What a screen reader says of a view that paints itself.
// SPDX-License-Identifier: GPL-3.0-or-later WITH AdditionRef-Lathe-CUDA
// SPDX-FileCopyrightText: The Lathe authors
#pragma once

#include <QtCore/QString>

class QWidget;

namespace lathe::gui {

/// A widget that also inherits this is offered to assistive technology as a picture with a name (its accessibleName)
/// and a value in words.
class Spoken {
 public:
  virtual ~Spoken() = default;
  /// The state in one short sentence, as it would be read out.
  virtual QString spokenValue() const = 0;
};

/// Once, before the first window is shown.
void offerSpokenViews();
/// Tells that the value of a view is another one, when anybody listens.
void tellSpoken(QWidget& view);

}  // namespace lathe::gui
