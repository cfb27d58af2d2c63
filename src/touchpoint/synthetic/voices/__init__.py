"""What victims say in surveys, reviewers find in dip samples and providers of support return."""
